package dev.ratewarden.build.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One version in the pom, and what each system makes of it. */
class ProductTest {

    @ParameterizedTest
    @CsvSource({
        "1.4.2, 1.4.2, 1.4.2, 1.4.2",
        // A tilde: what leads up to a version is older than it, so that the release replaces it.
        "1.4.2-SNAPSHOT, 1.4.2, 1.4.2~SNAPSHOT, 1.4.2",
        // macOS knows no bundle of version 0.
        "0.1.0, 0.1.0, 0.1.0, 1.0.0"
    })
    void eachSystemGetsTheVersionAsItUnderstandsIt(String pom, String numbers, String linux, String mac) {
        Product product = new Product(pom);

        assertThat(product.numbers()).isEqualTo(numbers);
        assertThat(product.linuxVersion()).isEqualTo(linux);
        assertThat(product.macVersion()).isEqualTo(mac);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.4", "v1.4.0", "1.4.0.1", "1.4.0 beta"})
    void aVersionThatNoInstallerUnderstandsIsRefusedWithARemedy(String version) {
        assertThatThrownBy(() -> new Product(version))
                .isInstanceOf(InstallerException.class)
                .hasMessageContaining("version " + version)
                .hasMessageContaining("pom.xml");
    }

    @Test
    void filesNameVersionSystemAndProcessor() {
        assertThat(new Product("1.4.0").file(Os.WINDOWS, Product.architecture("amd64"), ".msi"))
                .isEqualTo("ratewarden-1.4.0-windows-x64.msi");
        assertThat(new Product("1.4.0").file(Os.MACOS, Product.architecture("aarch64"), ".dmg"))
                .isEqualTo("ratewarden-1.4.0-macos-arm64.dmg");
    }

    /** Whoever changes it makes every later version install beside the earlier ones instead of over them. */
    @Test
    void theUpgradeCodeIsTheOneThatWasShipped() {
        assertThat(Product.UPGRADE_CODE).isEqualTo("0b0f7f0c-54c1-4f0e-9d7c-2f4b6f0f5c1d");
        assertThat(UUID.fromString(Product.UPGRADE_CODE)).hasToString(Product.UPGRADE_CODE);
    }
}
