// SPDX-License-Identifier: Apache-2.0
/** The documents and folders of groups: their ids and where they are. */
@NullMarked
package dev.errand.document;

import org.jspecify.annotations.NullMarked;
