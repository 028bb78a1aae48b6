// SPDX-License-Identifier: Apache-2.0
/**
 * Tells callers what can be asked for: an OpenAPI 3.0 document of all routes that are mounted and
 * described, and a page for people that shows it.
 */
@NullMarked
package dev.errand.http.openapi;

import org.jspecify.annotations.NullMarked;
