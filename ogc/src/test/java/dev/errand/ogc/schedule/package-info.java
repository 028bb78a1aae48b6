// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.ogc.schedule;

import org.jspecify.annotations.NullMarked;
