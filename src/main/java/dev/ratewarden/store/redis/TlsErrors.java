package dev.ratewarden.store.redis;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells a refusal of TLS, which somebody must put right, from a connection that merely broke. */
final class TlsErrors {

    private static final String UNTRUSTED =
            "its certificate was signed by nobody who is trusted here; name the CA's PEM file (CA file, or ?ca=/path/ca.pem in a URL)";

    private TlsErrors() {}

    /** What is wrong and what to do; null if it was not TLS that refused. */
    static @Nullable String remedy(Throwable error, boolean tls) {
        String said = "";
        boolean ofTls = false;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid at this time; renew it, or set this machine's clock";
            }
            if (cause instanceof CertPathValidatorException) {
                return UNTRUSTED;
            }
            ofTls |= cause instanceof SSLException || cause instanceof CertificateException;
            said += " " + cause.getMessage();
        }
        return ofTls ? remedy(said) : null;
    }

    private static @Nullable String remedy(String said) {
        if (said.contains("unable to find valid certification path") || said.contains("PKIX")) {
            return UNTRUSTED;
        }
        if (said.contains("No subject alternative") || said.contains("No name matching")) {
            return "its certificate is for another host; use the name or address that stands in the certificate";
        }
        if (said.contains("Unsupported or unrecognized SSL message") || said.contains("not an SSL/TLS record")) {
            return "it does not speak TLS on this port; write redis:// instead of rediss://, or correct the port";
        }
        if (said.contains("bad_certificate")
                || said.contains("certificate_required")
                || said.contains("certificate_unknown")) {
            return "it wants a client certificate that it trusts; name certificate and key (PEM files)";
        }
        return null;
    }
}
