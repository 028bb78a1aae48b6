// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.ogc;

import org.jspecify.annotations.NullMarked;
