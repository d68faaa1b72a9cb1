/** Policies as people and programs exchange them: JSON, validated, every error naming its field. */
@NullMarked
package dev.ratewarden.policy;

import org.jspecify.annotations.NullMarked;
