// Reads events and sessions through clickhouse-jdbc, and tries the rest. usage: Reader HOST PORT [?PARAMETERS]
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

public class Reader {
    static final int ROWS = 1000;

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static String json(Object value) {
        if (value instanceof Object[] values) {
            List<String> texts = new ArrayList<>();
            for (Object one : values) {
                texts.add(json(one));
            }
            return "[" + String.join(",", texts) + "]";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            text.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return text.append('"').toString();
    }

    static void readProduct(Statement statement) throws SQLException {
        String events = "SELECT event, distinct_id, person_id, properties FROM events ORDER BY event, properties";
        try (ResultSet rows = statement.executeQuery(events)) {
            while (rows.next()) {
                System.out.println(json(new Object[] {
                    rows.getString(1), rows.getString(2), rows.getObject(3, UUID.class), rows.getString(4)}));
            }
        }
        try (ResultSet rows = statement.executeQuery("SELECT session_id, urls, toUInt32(event_count) FROM sessions")) {
            while (rows.next()) {
                System.out.println(json(new Object[] {rows.getString(1), rows.getArray(2).getArray(), rows.getLong(3)}));
            }
        }
    }

    // What DBeaver and Metabase fill their trees with.
    static void readMetadata(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(null, "product_analytics", "%", null)) {
            while (rows.next()) {
                found.add(rows.getString("TABLE_NAME"));
            }
        }
        try (ResultSet rows = connection.getMetaData().getColumns(null, "product_analytics", "events", "%")) {
            while (rows.next()) {
                found.add(rows.getString("COLUMN_NAME"));
            }
        }
        check(found.containsAll(List.of("events", "persons", "sessions", "person_id")), "metadata: " + found);
    }

    static void insert(Connection connection) throws SQLException {
        String sql = "INSERT INTO read_back (id, text, ref, list, at) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int n = 0; n < ROWS; ++n) {
                insert.setInt(1, n);
                insert.setString(2, "it's " + n % 7);
                insert.setObject(3, n % 2 == 0 ? null : new UUID(0, n));
                insert.setArray(4, connection.createArrayOf("String", new String[] {"ä", "b" + n}));
                insert.setTimestamp(5, new Timestamp(1000L * n));
                insert.addBatch();
            }
            check(insert.executeBatch().length == ROWS, "rows of the batch");
        }
    }

    static void insertAndReadBack(Connection connection, Statement statement) throws SQLException {
        statement.execute("CREATE OR REPLACE TABLE read_back (id UInt32, text LowCardinality(String), ref Nullable(UUID), "
            + "list Array(String), at DateTime64(6)) ENGINE = MergeTree ORDER BY id");
        insert(connection);
        int n = 0;
        try (ResultSet rows = statement.executeQuery("SELECT * FROM read_back ORDER BY id")) {
            for (; rows.next(); ++n) {
                Object[] list = (Object[]) rows.getArray(4).getArray();
                check(rows.getInt(1) == n && rows.getString(2).equals("it's " + n % 7), "row " + n);
                check((rows.getString(3) == null) == (n % 2 == 0), "reference of row " + n);
                check(list[0].equals("ä") && list[1].equals("b" + n), "list of row " + n);
                check(rows.getTimestamp(5).getTime() == 1000L * n, "time of row " + n);
            }
        }
        check(n == ROWS, n + " rows");
    }

    static void takeErrors(Statement statement) throws SQLException {
        String late = "SELECT throwIf(number = 39000), repeat('x', 100) FROM numbers(40000) SETTINGS max_block_size = 1000";
        for (String sql : List.of("SELECT nope", "INSERT INTO nope VALUES (1)", late)) {
            try {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                    }
                }
                check(false, "no error: " + sql);
            } catch (SQLException error) {
                // In the middle of a result the driver only tells that it is broken.
                check(sql.equals(late) || error.getErrorCode() == (sql.startsWith("SELECT") ? 47 : 60), sql + ": " + error);
            }
        }
    }

    static void readMuch(Statement statement) throws SQLException {
        long sum = 0;
        try (ResultSet rows = statement.executeQuery("SELECT number, toString(number) FROM numbers(50000)")) {
            while (rows.next()) {
                sum += rows.getLong(1);
            }
        }
        check(sum == 1249975000L, "sum " + sum);
    }

    public static void main(String[] arguments) throws SQLException {
        String parameters = arguments.length > 2 ? arguments[2] : "";
        String url = "jdbc:clickhouse://" + arguments[0] + ":" + arguments[1] + "/product_analytics" + parameters;
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            readProduct(statement);
            readMetadata(connection);
            insertAndReadBack(connection, statement);
            takeErrors(statement);
            readMuch(statement);
        }
    }
}
