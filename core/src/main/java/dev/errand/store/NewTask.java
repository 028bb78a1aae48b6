// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.time.Instant;
import java.util.UUID;

/**
 * A task to insert.
 *
 * @param submission with description and ordering key filled in and secrets masked
 * @param inputs the inputs as the operation gets them, secrets included
 * @param waits whether its attempts count against the limit of waiting operations
 */
public record NewTask(
    UUID key, Submission submission, Json inputs, boolean waits, Instant submitted) {}
