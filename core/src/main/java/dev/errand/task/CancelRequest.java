// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/** That somebody asked for the task to be cancelled: when, and who where it is known. */
public record CancelRequest(Instant time, Optional<String> by) {}
