// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The JSON Schema (2020-12) of a member of an inputs or result record whose Java type says too
 * little of it, such as a {@code JsonNode}. It takes the place of the schema that would follow from
 * the type; whether the member is required, its default and its description come from where they
 * come from otherwise.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface ValueSchema {

  /** A JSON object. */
  String value();
}
