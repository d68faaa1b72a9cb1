/** Makes what people install: a runtime with JavaFX in it, the program with its ahead-of-time cache, and the packages of this system. */
@NullMarked
package dev.ratewarden.build.installer;

import org.jspecify.annotations.NullMarked;
