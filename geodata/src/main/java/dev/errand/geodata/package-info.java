// SPDX-License-Identifier: Apache-2.0
/** Operations on versioned repositories of map data; knows no servlet. */
@NullMarked
package dev.errand.geodata;

import org.jspecify.annotations.NullMarked;
