package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS to Redis. The server's certificate must be trusted and name the host; there is no way to turn that off. The files are read once.
 * Immutable.
 */
final class Tls {

    private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");
    private static final char[] NO_PASSWORD = new char[0];

    private final SSLContext context;

    private Tls(SSLContext context) {
        this.context = context;
    }

    /**
     * @param ca certificates that are trusted, PEM; null for those that Java trusts
     * @param certificate the client's own certificate chain, PEM; null for none
     * @param key its private key, PKCS #8 PEM without a password; null for none
     * @throws InvalidRequestException naming the file and the remedy
     */
    static Tls of(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        if ((certificate == null) != (key == null)) {
            throw new InvalidRequestException(
                    "certificate and key of the client go together; name both files, or neither");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null || key == null ? null : identity(certificate, key),
                    ca == null ? null : trust(ca),
                    null);
            return new Tls(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidRequestException("TLS cannot be set up here: " + e.getMessage());
        }
    }

    SSLContext context() {
        return context;
    }

    /** Has the client check that the certificate names the host. */
    static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    private static TrustManager[] trust(Path ca) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(ca)) {
            store.setCertificateEntry("ca" + number++, each);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] identity(Path certificate, Path key) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
        store.setKeyEntry("client", privateKey(key), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content(file).getBytes(StandardCharsets.UTF_8)));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw wrong(file, "holds no certificate that can be read; it must be PEM (-----BEGIN CERTIFICATE-----)");
        }
        throw wrong(file, "holds no certificate; it must be PEM (-----BEGIN CERTIFICATE-----)");
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        Matcher pem = KEY.matcher(content(file));
        if (!pem.find() || !pem.group(1).isEmpty()) {
            throw wrong(
                    file,
                    "holds no private key in PKCS #8 form; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(pem.group(2));
        } catch (IllegalArgumentException e) {
            throw wrong(file, "holds a private key that is not Base64 text");
        }
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // Another kind of key.
                continue;
            }
        }
        throw wrong(file, "holds a private key that is neither RSA nor EC nor EdDSA");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw wrong(file, "there is no such file; correct the path");
        } catch (IOException e) {
            throw wrong(
                    file,
                    "cannot be read (%s); may this user read it?"
                            .formatted(e.getClass().getSimpleName()));
        }
    }

    private static InvalidRequestException wrong(Path file, String what) {
        return new InvalidRequestException("TLS file \"%s\": %s".formatted(Text.visible(file.toString()), what));
    }
}
