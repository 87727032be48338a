using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Spam;
using NodaTime;

namespace MailToTickets;

/// <summary>
/// The main job: each mail is taken at the moment when it arrived, after everything that was due by then; so the history is the
/// one that a running help desk would have written.
/// </summary>
internal sealed class Import(Intake intake, DueWork dueWork, Delivery delivery)
{
    public Task<string> ReadSpamProgressAsync(CancellationToken cancellationToken) => intake.ReadSpamProgressAsync(cancellationToken);

    public async Task<Counts> RunAsync(IMessageSource mail, Instant now, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var counts = new Counts();
        var clock = Instant.MinValue;
        await foreach (var pickup in mail.ReadAsync(cancellationToken))
        {
            var arrived = pickup is Pickup.Readable { ArrivedAt: { } at } ? Instant.Min(at, now) : (Instant?)null;
            clock = Instant.Max(clock, arrived ?? Instant.MinValue);
            var moment = clock == Instant.MinValue ? now : clock;
            await dueWork.RunAsync(clock, cancellationToken);
            Count(counts, pickup.Place, await intake.TakeAsync(pickup, moment, cancellationToken));
            progress.Report(counts.Mails);
        }

        await dueWork.RunAsync(now, cancellationToken);
        counts.Sent = await delivery.RunAsync(cancellationToken);
        return counts;
    }

    public async Task TeachAsync(IMessageSource mail, SpamClass @class, CancellationToken cancellationToken)
    {
        await foreach (var pickup in mail.ReadAsync(cancellationToken))
        {
            if (pickup is Pickup.Readable readable)
            {
                await intake.TeachAsync(readable.Message, @class, cancellationToken);
            }
        }
    }

    private static void Count(Counts counts, string place, IntakeResult result)
    {
        counts.Mails++;
        switch (result)
        {
            case IntakeResult.Opened opened:
                counts.Tickets++;
                counts.Spam += opened.IsSpam ? 1 : 0;
                break;
            case IntakeResult.Appended:
                counts.Appended++;
                break;
            case IntakeResult.Quarantined:
                counts.Quarantined++;
                break;
            case IntakeResult.Duplicate:
                counts.Duplicates.Add(place);
                break;
        }
    }
}
