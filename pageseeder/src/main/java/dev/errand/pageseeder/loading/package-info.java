// SPDX-License-Identifier: Apache-2.0
/** The loading zones, where uploads wait to be loaded into a group's documents. */
@NullMarked
package dev.errand.pageseeder.loading;

import org.jspecify.annotations.NullMarked;
