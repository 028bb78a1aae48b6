// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.access.Starters;

/**
 * A registered operation as callers see it.
 *
 * @param inputs the JSON Schema (2020-12) of its inputs
 * @param starters who may start it
 */
public record OperationInfo(String name, String title, Json inputs, Starters starters) {}
