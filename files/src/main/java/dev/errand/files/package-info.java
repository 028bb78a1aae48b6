// SPDX-License-Identifier: Apache-2.0
/** Which files of the server a caller may name, and the files that callers upload. */
@NullMarked
package dev.errand.files;

import org.jspecify.annotations.NullMarked;
