#!/bin/sh
# Makes the installer for macOS, a .dmg for this Mac's processor, in target/dist. Needs a JDK 25, Maven and the command line tools of Xcode.
# RATEWARDEN_MAC_SIGNING_IDENTITY names the certificate to sign with; see installer/README.md. Options go to Maven, such as -o.
set -eu
cd -- "$(dirname -- "$0")/.."
command -v mvn >/dev/null || {
    echo "installer/macos.sh: Maven is missing; install Maven 3.8 or later (https://maven.apache.org)" >&2
    exit 1
}
command -v codesign >/dev/null || {
    echo "installer/macos.sh: codesign is missing; run xcode-select --install" >&2
    exit 1
}
exec mvn -B -ntp -Pinstaller -DskipTests package "$@"
