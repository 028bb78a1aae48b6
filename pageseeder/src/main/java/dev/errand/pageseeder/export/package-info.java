// SPDX-License-Identifier: Apache-2.0
/** Exports of a group's documents as zip files. */
@NullMarked
package dev.errand.pageseeder.export;

import org.jspecify.annotations.NullMarked;
