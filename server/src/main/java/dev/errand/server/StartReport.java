// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * What a person reads once the server answers.
 *
 * @param home where an unpacked Errand with its examples lies
 */
record StartReport(String version, String url, Path data, java.util.Optional<Path> home) {
}
