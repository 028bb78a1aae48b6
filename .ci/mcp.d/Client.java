// SPDX-License-Identifier: Apache-2.0
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The client for Java: lists tools, calls a quick one, and one that takes longer than its usual patience. */
final class Client {

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    List<Double> progress = new CopyOnWriteArrayList<>();
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(arguments[0]).endpoint("/mcp").build())
            .requestTimeout(Duration.ofSeconds(60))
            .progressConsumer(note -> progress.add(note.progress()))
            .build();
    client.initialize();
    require(
        client.listTools().tools().stream().anyMatch(tool -> tool.name().equals("slow_compute")),
        "slow_compute is listed");
    CallToolResult greeted = client.callTool(
            CallToolRequest.builder("greet").arguments(Map.of("name", "Ada")).build());
    require(
        greeted.content().getFirst() instanceof TextContent text
            && text.text().equals("Hello, Ada!"),
        "greet greets: " + greeted);
    CallToolResult slow =
        client.callTool(
            CallToolRequest.builder("slow_compute")
                .arguments(Map.of("seconds", 22, "label", "java"))
                .progressToken("t")
                .build());
    require(slow.structuredContent() instanceof Map<?, ?> map && "java".equals(map.get("label")), "" + slow);
    require(progress.size() > 10, "progress is seen: " + progress);
    client.closeGracefully();
    System.out.printf(
        "mcp 2.1.0 for Java: lists, calls, 22 s, progress (%.1f s)%n", (System.nanoTime() - start) / 1e9);
    System.exit(0);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      System.err.println("mcp 2.1.0 for Java: not so: " + what);
      System.exit(1);
    }
  }
}
