package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** Makes the packages of one system out of the program's folder. */
interface Packager {

    /**
     * What every packager works with.
     *
     * @param image the program's folder, with its cache
     * @param project the folder with pom.xml
     * @param portable the portable folder, with the papers
     * @param work for what is thrown away
     * @param results where the packages come to lie
     * @param time when what is packaged was changed last
     * @param environment of this process
     */
    record Job(
            Product product,
            String architecture,
            Path image,
            Path project,
            Path portable,
            Path work,
            Path results,
            FileTime time,
            Map<String, String> environment) {}

    void make(Job job) throws IOException;
}
