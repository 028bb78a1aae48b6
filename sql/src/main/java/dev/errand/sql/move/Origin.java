// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import java.util.UUID;

/**
 * Where a move comes from.
 *
 * @param id of this move: stays when it is taken up again, and is another when it begins anew
 * @param folder the id of the data folder
 * @param place of the data folder, for people
 */
public record Origin(UUID id, String folder, String place) {}
