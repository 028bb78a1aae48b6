// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.pageseeder;

import org.jspecify.annotations.NullMarked;
