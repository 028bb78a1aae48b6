// SPDX-License-Identifier: Apache-2.0
/** Processes: starting one with all that it starts in its turn, finding them, ending them. */
@NullMarked
package dev.errand.programs.process;

import org.jspecify.annotations.NullMarked;
