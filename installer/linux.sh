#!/bin/sh
# Makes the installers for Linux, .deb, .rpm and a portable .tar.gz, in target/dist. Needs a JDK 25 and Maven; dpkg-deb for the .deb and
# rpmbuild for the .rpm, else that one is left out. Options go to Maven, such as -o.
set -eu
cd -- "$(dirname -- "$0")/.."
command -v mvn >/dev/null || {
    echo "installer/linux.sh: Maven is missing; install Maven 3.8 or later (https://maven.apache.org)" >&2
    exit 1
}
exec mvn -B -ntp -Pinstaller -DskipTests package "$@"
