using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.PostgreSql;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Sqlite;
using Helpdesk.Core.Tests;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.Benchmarks.Search;

/// <summary>
/// What a page of a search costs among many messages, and what the index takes. Words have the frequencies of a language (Zipf), and some are
/// put in on purpose: in half of all messages, in one of a hundred, in twenty, and two common ones that hardly meet.
/// </summary>
internal static class SearchFigures
{
    private const int TicketSize = 100;
    private const int Repetitions = 41;
    private const int PageSize = 20;

    private static readonly TenantId Tenant = new("search");

    private static readonly HelpdeskEngine Engine = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"a","address":"a@acme.example","departments":["support"]}],"templates":{},"notices":{}}
        """).Require());

    private static readonly string[] Parts = ["the index", "the messages", "of the index, GIN"];

    private static readonly (string Name, string Search)[] Questions =
    [
        ("a word in half of all messages", "common"),
        ("a word in one of a hundred", "seldom"),
        ("a word in twenty messages", "rare"),
        ("a word in none", "unheardof"),
        ("two common words that meet five times", "even odd"),
        ("a phrase of common words, in one of ten", "\"common phrase\""),
        ("a common word without another", "common -even"),
        ("a beginning", "seld*"),
    ];

    /// <summary>Prints the figures of a store, <c>sqlite</c> or <c>postgres</c>, with so many messages.</summary>
    public static async Task RunAsync(string kind, int messages)
    {
        if (kind == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("helpdesk-");
            var path = Path.Combine(folder.FullName, "a.db");
            using (var store = SqliteStore.Open(path))
            {
                await FillAsync(store, messages);
                await AskAsync(store);
            }

            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var size = connection.CreateCommand();
            size.CommandText = "SELECT SUM(LENGTH(block)) FROM search_data UNION ALL SELECT SUM(LENGTH(body)) FROM messages";
            using var sizes = size.ExecuteReader();
            Sizes(sizes, messages);
            folder.Delete(recursive: true);
            return;
        }

        using var cluster = new PostgreSqlCluster();
        var database = cluster.NewDatabase();
        await using (var store = PostgreSqlStore.Open(database))
        {
            await FillAsync(store, messages);
            PostgreSqlCluster.Execute(database, "VACUUM ANALYZE");
            await AskAsync(store);
        }

        await using var source = NpgsqlDataSource.Create(database);
        await using var sql = source.CreateCommand(
            "SELECT pg_total_relation_size('helpdesk.message_words') UNION ALL SELECT sum(length(body))::bigint FROM helpdesk.messages UNION ALL SELECT pg_relation_size('helpdesk.message_words_words')");
        await using var reader = await sql.ExecuteReaderAsync();
        Sizes(reader, messages);
    }

    private static void Sizes(System.Data.Common.DbDataReader sizes, int messages)
    {
        foreach (var name in Parts.TakeWhile(_ => sizes.Read()))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {sizes.GetInt64(0) / 1e6:f1} MB, {sizes.GetInt64(0) / messages} bytes a message"));
        }
    }

    private static async Task AskAsync(IHelpdeskStore store)
    {
        foreach (var (name, search) in Questions)
        {
            var query = SearchQuery.Parse(search).Require();
            var (first, next) = await TimesAsync(store, query, null);
            var deep = next;
            for (var page = 1; page < 100 && deep is not null; page++)
            {
                deep = (await store.SearchAsync(Tenant, new MessageSearch(query, PageSize, deep))).Next ?? deep;
            }

            var far = deep is null ? "" : $", far down {(await TimesAsync(store, query, deep)).Times}";
            Console.WriteLine($"{name}: first page {first}{far}");
        }
    }

    private static async Task<(string Times, SearchCursor? Next)> TimesAsync(IHelpdeskStore store, SearchQuery query, SearchCursor? after)
    {
        var times = new List<double>();
        SearchCursor? next = null;
        for (var i = 0; i < Repetitions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            next = (await store.SearchAsync(Tenant, new MessageSearch(query, PageSize, after))).Next;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return (string.Create(CultureInfo.InvariantCulture, $"{times[0]:f2} ms, mostly {times[Repetitions / 2]:f2} ms"), next);
    }

    private static async Task FillAsync(IHelpdeskStore store, int messages)
    {
        var random = new Random(1);
        var vocabulary = Enumerable.Range(0, 50_000).Select(_ => string.Concat(Enumerable.Range(0, 3 + random.Next(7)).Select(_ => (char)('a' + random.Next(26))))).ToArray();
        var started = Stopwatch.GetTimestamp();
        for (var ticket = 0; ticket * TicketSize < messages; ticket++)
        {
            var opened = Open(ticket);
            var first = opened.Messages[0];
            TicketMessage[] all =
            [
                .. Enumerable.Range(0, TicketSize).Select(i => first with { Id = new MessageId(Guid.CreateVersion7()), ExternalId = "", Text = Text(random, vocabulary, (ticket * TicketSize) + i) }),
            ];
            await store.CommitAsync(Tenant, new Commit(opened with { Messages = all }));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{messages} messages, {TicketSize} a commit: {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s"));
    }

    private static string Text(Random random, string[] vocabulary, int number)
    {
        var words = Enumerable.Range(0, 60 + random.Next(80)).Select(_ => vocabulary[(int)(Math.Exp(random.NextDouble() * Math.Log(vocabulary.Length)) - 1)]).ToList();
        words.Insert(30, number % 10 == 0 ? "common phrase" : number % 2 == 0 ? "common" : "phrase");
        words.Insert(40, number % 100 == 7 ? "seldom" : "");
        words.Insert(45, number % 5_000 == 13 ? "rare" : "");
        words.Insert(50, number % 20_000 == 17 ? "even odd" : number % 3 == 0 ? "even" : "odd");
        return string.Join(' ', words);
    }

    private static Outcome.Changed Open(int ticket) => (Outcome.Changed)Engine.Receive(new Arrival
    {
        Message = new InboundMessage
        {
            Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
            DuplicateKey = $"{ticket}",
            ExternalId = $"{ticket}@x",
            From = Address.Mail("ann@customer.example", "Ann"),
            To = [Address.Mail("support@acme.example")],
            Subject = "Printer broken",
            Text = "?",
        },
        At = Instant.FromUtc(2026, 3, 2, 9, 0),
        Evidence = [],
        Around = Surroundings.None,
        Spam = new SpamKnowledge(SpamModel.Empty),
        NewTicket = new TicketId(Guid.CreateVersion7()),
        NewMessage = new MessageId(Guid.CreateVersion7()),
        NewReference = TicketReference.Format("HD-", ticket + 1),
    });
}
