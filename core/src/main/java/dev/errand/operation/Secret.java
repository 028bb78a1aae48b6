// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an input, a {@code String} or an {@code Optional<String>}, whose value must not be shown:
 * it is masked in listings, descriptions, log lines, progress texts and errors.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Secret {}
