// SPDX-License-Identifier: Apache-2.0
/**
 * Spring Boot starter: an {@link dev.errand.Errand} made of the application's {@link
 * dev.errand.operation.Operation} beans, its servlet, health and metrics. Nothing here decides
 * anything.
 */
@NullMarked
package dev.errand.spring;

import org.jspecify.annotations.NullMarked;
