// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * A named file that a task left to download.
 *
 * @param name unique in its task; a plain file name
 * @param mediaType such as {@code application/geopackage+sqlite3}
 * @param size in bytes
 * @param sha256 digest of the bytes, lower-case hexadecimal
 */
public record Output(String name, String mediaType, long size, String sha256) {}
