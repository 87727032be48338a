using System.Globalization;
using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.PostgreSql;

/// <summary>Tests of stored fields as PostgreSQL says them, over jsonb.</summary>
internal sealed class PostgreSqlTests : SqlTests
{
    // Places 1 to 4 are those of the query itself.
    private const int Taken = 4;

    protected override string PlaceOf(int number) => string.Create(CultureInfo.InvariantCulture, $"${number + Taken}");

    protected override string Text(string key) => $"((fields ->> {Place(key)}) COLLATE \"C\")";

    protected override string IsOneOf(IReadOnlyList<string> values) => $"= ANY({Place(values.ToArray())})";

    protected override string Contains(string text, string part) => $"strpos({text}, {part}) > 0";

    protected override string Starts(string text, string part) => $"starts_with({text}, {part})";

    protected override string Ends(string text, string part) => $"right({text}, length({part})) = {part}";

    protected override string Present(string key) => $"fields ? {Place(key)}";

    protected override string Has(string key, string member) => $"(fields -> {Place(key)}) ? {Place(member)}";

    protected override string Only(string key, IReadOnlyList<string> members) => $"(fields -> {Place(key)}) <@ to_jsonb({Place(members.ToArray())})";

    protected override string Count(string key) => $"jsonb_array_length(fields -> {Place(key)})";
}
