// SPDX-License-Identifier: Apache-2.0
/** The documents of groups: where they lie, and the operations that move them. */
@NullMarked
package dev.errand.pageseeder.groups;

import org.jspecify.annotations.NullMarked;
