// SPDX-License-Identifier: Apache-2.0
package dev.errand;

/**
 * A registered operation as callers see it.
 *
 * @param inputs the JSON Schema (2020-12) of its inputs
 */
public record OperationInfo(String name, String title, Json inputs) {}
