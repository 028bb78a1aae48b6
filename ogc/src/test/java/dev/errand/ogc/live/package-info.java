// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.ogc.live;

import org.jspecify.annotations.NullMarked;
