/** What can be found out about a community's store from outside: figures for operators, told the same way whoever shows them. */
@NullMarked
package dev.ratewarden.inspection;

import org.jspecify.annotations.NullMarked;
