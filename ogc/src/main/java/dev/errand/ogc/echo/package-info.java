// SPDX-License-Identifier: Apache-2.0
/** An operation that gives back what it gets, to try things out with. */
@NullMarked
package dev.errand.ogc.echo;

import org.jspecify.annotations.NullMarked;
