using System.Diagnostics.CodeAnalysis;
using Helpdesk.Core;
using Helpdesk.Core.Email;
using Helpdesk.Core.Messages;
using Helpdesk.Core.PostgreSql;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Sqlite;
using MailToTickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

var command = Arguments.Command((arguments, cancellationToken) => GuardAsync(() => RunAsync(arguments, cancellationToken), arguments.Configuration));
foreach (var transfer in Transfer.Commands(run => GuardAsync(run)))
{
    command.Subcommands.Add(transfer);
}

return await command.Parse(args).InvokeAsync();

// What can go wrong outside gives one clear sentence and an exit code; nobody needs a stack trace for a missing file.
static async Task<int> GuardAsync(Func<Task<int>> run, string configuration = "")
{
    try
    {
        return await run();
    }
    catch (OptionsValidationException exception)
    {
        Console.Error.WriteLine($"'{configuration}' has {exception.Failures.Count()} mistake(s):");
        foreach (var failure in exception.Failures)
        {
            Console.Error.WriteLine("  " + failure);
        }
    }
    catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or System.Data.Common.DbException)
    {
        Console.Error.WriteLine(exception.Message);
    }

    return 2;
}

static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
{
    if (!File.Exists(arguments.Configuration))
    {
        return Fail($"There is no configuration '{arguments.Configuration}'.");
    }

    var configuration = await File.ReadAllTextAsync(arguments.Configuration, cancellationToken);
    if (arguments.IsQuestion && !arguments.IsServer && !File.Exists(arguments.Database))
    {
        return Fail($"There is no database '{arguments.Database}'.");
    }

    var collection = new ServiceCollection()
        .AddSingleton<TimeProvider>(new FixedTime(arguments.Now))
        .AddSingleton<IOutboundChannel>(p => new PickupFolder(arguments.Outbox, p.GetRequiredService<TimeProvider>()))
        .AddHelpdesk(options => options.Configuration = configuration)
        .AddSingleton<Import>();
    await using var services =
        (arguments.IsServer ? collection.AddHelpdeskPostgreSql(arguments.Database) : collection.AddHelpdeskSqlite(arguments.Database))
        .BuildServiceProvider();
    var tenant = new TenantId(services.GetRequiredService<IOptions<HelpdeskOptions>>().Value.Tenant);
    if (arguments.Explain is { } wanted)
    {
        return await ExplainAsync(services.GetRequiredService<IHelpdeskStore>(), tenant, new TicketReference(wanted), arguments.Json);
    }

    if (arguments.Search is { } text)
    {
        var page = await services.GetRequiredService<TicketDesk>().SearchAsync(text, cancellationToken: cancellationToken);
        Output.Found(page, arguments.Json);
        return page.Faults is [var fault, ..] ? Fail(fault.Sentence) : 0;
    }

    var channel = new ChannelAddress(ChannelAddress.Mail);
    if (!TryOpen(arguments.Mail, channel, out var mail, out var refusal))
    {
        return Fail(refusal.Sentence);
    }

    var store = services.GetRequiredService<IHelpdeskStore>();
    var import = services.GetRequiredService<Import>();
    foreach (var (path, @class) in new[] { (arguments.TrainSpam, SpamClass.Spam), (arguments.TrainHam, SpamClass.Ham) })
    {
        if (path is null)
        {
            continue;
        }

        if (!MailSource.TryOpen(path, channel, out var lessons, out refusal))
        {
            return Fail(refusal.Sentence);
        }

        await import.TeachAsync(lessons, @class, cancellationToken);
    }

    var total = await mail.CountAsync(cancellationToken);
    var counts = await Progress.ShowAsync(
        total, arguments.Json, progress => import.RunAsync(mail, arguments.Now, progress, cancellationToken));
    var report = await Report.ReadAsync(store, tenant, counts, arguments.ShownDatabase, await import.ReadSpamProgressAsync(cancellationToken));
    (arguments.Json ? (Action<Report>)Output.Json : Output.Tables)(report);
    return counts.IsComplete ? 0 : Fail("Not every mail is accounted for.");
}

static async Task<int> ExplainAsync(IHelpdeskStore store, TenantId tenant, TicketReference reference, bool json)
{
    if (await store.FindAsync(tenant, reference) is not { } ticket)
    {
        return Fail($"There is no ticket '{reference}'.");
    }

    Output.Explain(reference, await store.ReadTracesAsync(tenant, ticket), await store.ReadMessagesAsync(tenant, ticket), json);
    return 0;
}

static bool TryOpen(
    string path, ChannelAddress channel, [NotNullWhen(true)] out IMessageSource? mail, [NotNullWhen(false)] out Fault? fault)
{
    if (path != "-")
    {
        return MailSource.TryOpen(path, channel, out mail, out fault);
    }

    using var input = Console.OpenStandardInput();
    return MailSource.TryRead(input, channel, out mail, out fault);
}

static int Fail(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
