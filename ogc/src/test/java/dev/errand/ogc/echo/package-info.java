// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.ogc.echo;

import org.jspecify.annotations.NullMarked;
