// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.FileOutput;

/**
 * A file, or several, that a program leaves in its working folder.
 *
 * @param output how callers know it
 * @param pattern its name, in which {@code *} and {@code ?} may stand for others, below folders too
 */
public record DeclaredFile(FileOutput output, String pattern) {}
