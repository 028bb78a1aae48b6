// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.ogc.ask;

import org.jspecify.annotations.NullMarked;
