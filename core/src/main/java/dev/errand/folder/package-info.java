// SPDX-License-Identifier: Apache-2.0
/** What the JDK lacks about folders. */
@NullMarked
package dev.errand.folder;

import org.jspecify.annotations.NullMarked;
