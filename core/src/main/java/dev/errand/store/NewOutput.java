// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Output;
import java.nio.file.Path;

/**
 * A file that an attempt leaves.
 *
 * @param file where it is now
 */
public record NewOutput(Output output, Path file) {}
