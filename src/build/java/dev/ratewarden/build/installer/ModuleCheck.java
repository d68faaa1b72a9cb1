package dev.ratewarden.build.installer;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether the runtime has each module of the JDK that the libraries use, as far as their bytecode tells: found at build, not by a user. */
final class ModuleCheck {

    /** Used by parts of libraries that are never reached: JSON of java.sql types. */
    static final Set<String> UNREACHED = Set.of("java.sql");

    private static final Pattern JDK_MODULE = Pattern.compile("-> ((?:java|jdk)\\.[a-z.]+)$");

    private ModuleCheck() {}

    /**
     * @param jars libraries that share a class path
     * @param javafx the folder with JavaFX' jars
     */
    static void require(List<Path> jars, Path javafx) {
        Set<String> missing = new TreeSet<>(used(jars, javafx));
        missing.removeAll(present());
        missing.removeAll(UNREACHED);
        if (!missing.isEmpty()) {
            throw new InstallerException(
                    "the runtime lacks %s, which the libraries use; add it to RuntimeImage, or to ModuleCheck if it is never reached"
                            .formatted(String.join(", ", missing)));
        }
    }

    /** What the modules that are named bring with them. JavaFX is named, too, but is not of the JDK. */
    static Set<String> present() {
        Set<String> named = RuntimeImage.MODULES.stream()
                .filter(name -> !name.startsWith("javafx."))
                .collect(Collectors.toSet());
        return Configuration.empty().resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), named).modules().stream()
                .map(ResolvedModule::name)
                .collect(Collectors.toSet());
    }

    static Set<String> used(List<Path> jars, Path javafx) {
        List<String> arguments = new ArrayList<>(List.of(
                "-summary",
                "--ignore-missing-deps",
                "--multi-release",
                "base",
                "--module-path",
                javafx.toString(),
                "-classpath",
                Tools.classPath(jars)));
        jars.forEach(jar -> arguments.add(jar.toString()));
        return Tools.jdk("jdeps", arguments)
                .lines()
                .map(JDK_MODULE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
