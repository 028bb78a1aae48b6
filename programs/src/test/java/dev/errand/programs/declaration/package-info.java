// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.programs.declaration;

import org.jspecify.annotations.NullMarked;
