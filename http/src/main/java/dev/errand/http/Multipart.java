// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/**
 * What a multipart/form-data body (RFC 7578) held: fields, and files that now lie in a folder under
 * names of our own. Closing deletes the files that were not kept.
 */
public final class Multipart implements AutoCloseable {

  private static final int MOST_PARTS = 100;
  private static final int LARGEST_PART_HEADER = 8 << 10;

  private final List<Parameters.Parameter> fields = new ArrayList<>();
  private final List<UploadedFile> files = new ArrayList<>();

  private Multipart() {}

  static Multipart read(HttpServletRequest request, Path folder, HttpSettings.Limits limits)
      throws IOException {
    Multipart multipart = new Multipart();
    try {
      FileItemInputIterator parts = parts(request, limits.upload());
      while (hasNext(parts)) {
        multipart.take(parts.next(), folder, limits);
      }
      if (multipart.fields.isEmpty() && multipart.files.isEmpty()) {
        // The parser takes a body in which the boundary never comes for one without parts.
        throw malformed();
      }
      return multipart;
    } catch (IOException | RuntimeException error) {
      multipart.close();
      throw error;
    }
  }

  private static FileItemInputIterator parts(HttpServletRequest request, long limit)
      throws IOException {
    JakartaServletFileUpload<?, ?> parser = new JakartaServletFileUpload<>();
    parser.setMaxFileCount(MOST_PARTS);
    parser.setMaxPartHeaderSize(LARGEST_PART_HEADER);
    parser.setHeaderCharset(StandardCharsets.UTF_8);
    try {
      return parser.getItemIterator(
          new MultipartContext(request, RequestBody.limited(request, limit)));
    } catch (FileUploadException | IllegalArgumentException malformed) {
      throw malformed();
    }
  }

  private static boolean hasNext(FileItemInputIterator parts) {
    try {
      return parts.hasNext();
    } catch (IOException | IllegalArgumentException malformed) {
      throw malformed();
    }
  }

  private void take(FileItemInput part, Path folder, HttpSettings.Limits limits)
      throws IOException {
    if (part.getFieldName() == null || fields.size() + files.size() >= MOST_PARTS) {
      throw malformed();
    }
    try (InputStream in = part.getInputStream()) {
      if (part.isFormField()) {
        String value = new String(readField(in, limits.body()), StandardCharsets.UTF_8);
        fields.add(new Parameters.Parameter(part.getFieldName(), value));
      } else {
        String name = part.getName() == null ? "" : part.getName();
        files.add(new UploadedFile(part.getFieldName(), name, store(in, folder)));
      }
    }
  }

  private static byte[] readField(InputStream in, int limit) {
    try {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw HttpException.tooLarge(limit);
      }
      return bytes;
    } catch (IOException malformed) {
      throw malformed();
    }
  }

  private static Path store(InputStream in, Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "upload-", ".part");
    try (OutputStream out = Files.newOutputStream(file)) {
      copy(in, out);
      return file;
    } catch (IOException | RuntimeException error) {
      Files.deleteIfExists(file);
      throw error;
    }
  }

  /** Tells a body that ends early, the caller's fault, from a disk that is full. */
  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 << 10];
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException malformed) {
        throw malformed();
      }
      if (count < 0) {
        return;
      }
      try {
        out.write(buffer, 0, count);
      } catch (IOException full) {
        throw new StoreException("An upload could not be stored. Is the disk full?", full);
      }
    }
  }

  private static HttpException malformed() {
    return HttpException.badRequest(
        "The request body is not well-formed multipart/form-data with at most %d parts."
            .formatted(MOST_PARTS));
  }

  /** The parts that are no files. */
  public Parameters fields() {
    return new Parameters(List.copyOf(fields));
  }

  /** The parts that are files. */
  public List<UploadedFile> files() {
    return List.copyOf(files);
  }

  /** The first file whose part has that name. */
  public Optional<UploadedFile> file(String part) {
    return files.stream().filter(file -> file.part().equals(part)).findFirst();
  }

  @Override
  public void close() throws IOException {
    for (UploadedFile file : files) {
      file.delete();
    }
  }
}
