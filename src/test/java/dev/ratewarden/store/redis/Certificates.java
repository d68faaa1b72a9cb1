package dev.ratewarden.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A throw-away certificate authority, made by the JDK's own keytool. */
final class Certificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;

    Certificates(Path folder, String name) throws IOException, InterruptedException {
        this.folder = folder;
        this.name = name;
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c");
        export(name, ca());
    }

    /** The authority's own certificate, PEM. */
    Path ca() {
        return folder.resolve(name + ".pem");
    }

    /** Makes a key with a certificate that this authority signs. */
    void issue(String alias, String... subjectAlternativeNames) throws IOException, InterruptedException {
        keytool("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias);
        Path request = folder.resolve(alias + ".csr");
        Path signed = folder.resolve(alias + "-signed.pem");
        keytool("-certreq", "-alias", alias, "-file", request.toString());
        List<String> sign = new ArrayList<>(List.of(
                "-gencert", "-alias", name, "-rfc", "-infile", request.toString(), "-outfile", signed.toString()));
        if (subjectAlternativeNames.length > 0) {
            sign.addAll(List.of("-ext", "san=" + String.join(",", subjectAlternativeNames)));
        }
        keytool(sign.toArray(String[]::new));
        keytool("-importcert", "-alias", alias, "-file", signed.toString());
    }

    private void export(String alias, Path file) throws IOException, InterruptedException {
        keytool("-exportcert", "-rfc", "-alias", alias, "-file", file.toString());
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.add("-noprompt");
        command.add("-J-XX:TieredStopAtLevel=1");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
    }

    private Path store() {
        return folder.resolve(name + ".p12");
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** What a server needs that shows one of the certificates, and trusts clients of this authority. */
    SSLContext server(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = load();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        char[] password = PASSWORD.toCharArray();
        own.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", all.getCertificate(name));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Writes the certificate chain, PEM. */
    Path certificate(String alias) throws IOException, GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        for (Certificate each : load().getCertificateChain(alias)) {
            pem.append(pem("CERTIFICATE", each.getEncoded()));
        }
        return Files.writeString(folder.resolve(alias + ".crt"), pem);
    }

    /** Writes the private key, PKCS #8 PEM. */
    Path key(String alias) throws IOException, GeneralSecurityException {
        byte[] encoded = load().getKey(alias, PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(folder.resolve(alias + ".key"), pem("PRIVATE KEY", encoded));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
    }
}
