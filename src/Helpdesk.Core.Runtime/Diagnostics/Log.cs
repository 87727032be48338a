using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Helpdesk.Core.Runtime.Diagnostics;

/// <summary>
/// What the use cases log: what happened to what, by id and code. Never a text, an address, a name or a subject. The numbers of events
/// keep their meaning; <c>docs/telemetry.md</c> lists them.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Opened ticket {Ticket}; spam: {IsSpam}.")]
    public static partial void Opened(ILogger logger, TicketId ticket, bool isSpam);

    [LoggerMessage(1002, LogLevel.Information, "Appended a message to ticket {Ticket}.")]
    public static partial void Appended(ILogger logger, TicketId ticket);

    [LoggerMessage(1003, LogLevel.Debug, "A message came again for ticket {Ticket}.")]
    public static partial void CameAgain(ILogger logger, TicketId? ticket);

    [LoggerMessage(1004, LogLevel.Warning, "Put input aside: {Code}.")]
    public static partial void PutAside(ILogger logger, string code);

    [LoggerMessage(1101, LogLevel.Debug, "Ticket {Ticket}: {Command} gave {Result}.")]
    public static partial void Executed(ILogger logger, TicketId ticket, string command, string result);

    [LoggerMessage(1102, LogLevel.Information, "Ticket {Ticket}: {Command} was refused: {Code}.")]
    public static partial void Refused(ILogger logger, TicketId ticket, string command, string code);

    [LoggerMessage(1201, LogLevel.Debug, "Timer {Timer} of ticket {Ticket} rang, due at {At}.")]
    public static partial void Rang(ILogger logger, TimerKind timer, TicketId ticket, NodaTime.Instant at);

    [LoggerMessage(1301, LogLevel.Debug, "Message {Message} left.")]
    public static partial void Left(ILogger logger, MessageId message);

    [LoggerMessage(1302, LogLevel.Information, "Message {Message} did not leave at attempt {Attempt} and is tried again: {Code}.")]
    public static partial void Deferred(ILogger logger, MessageId message, int attempt, string code);

    [LoggerMessage(1303, LogLevel.Warning, "Message {Message} is given up as {State}: {Code}.")]
    public static partial void GivenUp(ILogger logger, MessageId message, DeliveryState state, string code);

    [LoggerMessage(1501, LogLevel.Information, "Another configuration is in use: {Fingerprint}.")]
    public static partial void Reconfigured(ILogger logger, string fingerprint);

    [LoggerMessage(1502, LogLevel.Error, "Another configuration was refused, it has {Count} faults; the old one goes on.")]
    public static partial void ConfigurationRefused(ILogger logger, int count);

    [LoggerMessage(1601, LogLevel.Information, "The time of {Tickets} tickets was over: their customers were taken out, except in {Refused} of them.")]
    public static partial void Retained(ILogger logger, int tickets, int refused);

    /// <summary>The log of a use case.</summary>
    public static ILogger For(ILoggerFactory? loggers, string useCase) =>
        loggers?.CreateLogger($"{HelpdeskTelemetry.Name}.{useCase}") ?? (ILogger)NullLogger.Instance;

    /// <summary>Logs what became of input, and names it.</summary>
    public static (string Result, TicketId? Ticket) Taken(ILogger logger, IntakeResult result)
    {
        switch (result)
        {
            case IntakeResult.Opened opened:
                Opened(logger, opened.Ticket, opened.IsSpam);
                return (opened.IsSpam ? "Spam" : "Opened", opened.Ticket);
            case IntakeResult.Appended appended:
                Appended(logger, appended.Ticket);
                return ("Appended", appended.Ticket);
            case IntakeResult.Quarantined aside:
                PutAside(logger, aside.Reason.Code);
                return ("Quarantined", null);
            case IntakeResult.Duplicate duplicate:
                CameAgain(logger, duplicate.Ticket);
                return ("Duplicate", duplicate.Ticket);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Logs what became of a command, and names it.</summary>
    public static string Executed(ILogger logger, TicketId ticket, string command, Outcome? outcome)
    {
        if (outcome is Outcome.Refused refused)
        {
            Refused(logger, ticket, command, refused.Reason.Code);
            return "Refused";
        }

        var result = outcome is null ? "NotFound" : "Changed";
        Executed(logger, ticket, command, result);
        return result;
    }

    [LoggerMessage(1401, LogLevel.Error, "{Worker} failed ({Kinds}) and goes on in {Pause}.")]
    public static partial void WorkerFailed(ILogger logger, string worker, string kinds, TimeSpan pause);

    [LoggerMessage(1402, LogLevel.Debug, "{Worker} failed.")]
    public static partial void WorkerFailure(ILogger logger, Exception exception, string worker);
}
