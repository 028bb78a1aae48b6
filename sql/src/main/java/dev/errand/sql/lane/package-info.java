// SPDX-License-Identifier: Apache-2.0
/** Which waiting tasks are claimed where limits have a say; the same for both stores. */
@NullMarked
package dev.errand.sql.lane;

import org.jspecify.annotations.NullMarked;
