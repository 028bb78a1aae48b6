// SPDX-License-Identifier: Apache-2.0
/** How a program is declared in a file, and what is wrong with it. */
@NullMarked
package dev.errand.programs.declaration;

import org.jspecify.annotations.NullMarked;
