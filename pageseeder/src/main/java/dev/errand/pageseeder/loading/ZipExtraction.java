// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.files.DurableFiles;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unzips a file that nobody vouches for into an empty folder. The directory at the end of the zip
 * file is what counts, as everywhere; the headers before the entries may say anything. Used once.
 */
final class ZipExtraction {

  private static final int BUFFER = 64 << 10;

  private final Path zip;
  private final Path target;
  private final UnzipLimits limits;
  private final TaskContext context;
  private final byte[] buffer = new byte[BUFFER];
  private long files;
  private long bytes;

  ZipExtraction(Path zip, Path target, UnzipLimits limits, TaskContext context) {
    this.zip = zip;
    this.target = target;
    this.limits = limits;
    this.context = context;
  }

  /**
   * Unzips everything.
   *
   * @throws BadZipException telling at which entry; what was written stays
   */
  UnzipResult run() throws IOException, CancelledException {
    ZipDirectory directory = ZipDirectory.read(zip, limits);
    try (ZipFile file = open(directory)) {
      long number = 0;
      for (ZipEntry entry : Collections.list(file.entries())) {
        context.checkCancelled();
        context.progress("Unzipping " + shown(entry), number, directory.entries());
        extract(file, entry);
        number++;
      }
      context.progress("Unzipped " + files + " files", number, directory.entries());
    }
    return new UnzipResult(files, bytes);
  }

  private ZipFile open(ZipDirectory directory) throws IOException {
    try {
      return new ZipFile(zip.toFile(), ZipFile.OPEN_READ, directory.names());
    } catch (ZipException e) {
      throw new BadZipException("The zip file cannot be read: " + e.getMessage(), e);
    }
  }

  private void extract(ZipFile file, ZipEntry entry) throws IOException, CancelledException {
    String path = EntryPath.of(entry.getName(), limits.depth());
    Path place = target.resolve(path);
    try {
      if (entry.isDirectory()) {
        Files.createDirectories(place);
        return;
      }
      Files.createDirectories(DurableFiles.folderOf(place));
      write(file, entry, place);
    } catch (FileAlreadyExistsException e) {
      throw new BadZipException(
          "The entry " + shown(entry) + " is there twice, or as a file and as a folder.", e);
    }
    if (entry.getLastModifiedTime() != null) {
      Files.setLastModifiedTime(place, entry.getLastModifiedTime());
    }
    files++;
    context.info("Unzipped " + path);
  }

  private void write(ZipFile file, ZipEntry entry, Path place)
      throws IOException, CancelledException {
    CRC32 crc = new CRC32();
    long size = 0;
    try (InputStream in = input(file, entry);
        OutputStream out =
            Files.newOutputStream(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int count = read(in, entry); count >= 0; count = read(in, entry)) {
        context.checkCancelled();
        size += count;
        bytes += count;
        checkSize(entry, size);
        crc.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
    }
    if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw new BadZipException("The entry " + shown(entry) + " is damaged: its checksum differs.");
    }
    DurableFiles.sync(place);
  }

  private static InputStream input(ZipFile file, ZipEntry entry) {
    try {
      return file.getInputStream(entry);
    } catch (IOException e) {
      throw damaged(entry, e);
    }
  }

  private int read(InputStream in, ZipEntry entry) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw damaged(entry, e);
    }
  }

  private static BadZipException damaged(ZipEntry entry, IOException e) {
    return new BadZipException("The entry " + shown(entry) + " is damaged: " + e.getMessage(), e);
  }

  private void checkSize(ZipEntry entry, long size) throws IOException {
    if (bytes > limits.bytes()) {
      throw new BadZipException(
          "More than %d bytes come out of the zip file, at the entry %s; that many are allowed."
              .formatted(limits.bytes(), shown(entry)));
    }
    if (isBomb(size, entry.getCompressedSize()) || isBomb(bytes, Files.size(zip))) {
      throw new BadZipException(
          "The entry %s is more than %d times as large as in the zip file, which is not trusted."
              .formatted(shown(entry), limits.ratio()));
    }
  }

  private boolean isBomb(long size, long compressed) {
    return size > limits.ratioFrom() && size / limits.ratio() > Math.max(compressed, 1);
  }

  private static String shown(ZipEntry entry) {
    return EntryPath.shown(entry.getName());
  }
}
