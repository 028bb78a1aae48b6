// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a source says about its move. With one it is not used as a store any more.
 *
 * @param id of the move
 * @param place where to, for people
 */
public record Mark(UUID id, String place, Instant began, Optional<Instant> finished) {}
