/** How fast and how big: our stores beside their peers and beside what the machine allows. Run by {@code mvn -Pbench test}. */
@NullMarked
package dev.ratewarden.bench;

import org.jspecify.annotations.NullMarked;
