using Helpdesk.Core.Engine;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>Plays the story of an example: its steps become events, and the clocks follow each step as they do in the engine.</summary>
internal sealed class ExamplePlay
{
    private readonly ExamplePromise _promise;
    private readonly List<RecordedEvent> _stream = [];
    private Ticket? _ticket;

    public ExamplePlay(string hours, string promise, string story)
    {
        _promise = new ExamplePromise(ExampleBook.Page, hours, promise);
        Policies = _promise.Set();
        foreach (var step in story.Split(';', StringSplitOptions.TrimEntries))
        {
            Play(new ExampleText(step, Date));
        }
    }

    public SlaPolicySet Policies { get; private set; }

    public SlaState State { get; private set; } = SlaState.Empty;

    public Ticket Ticket => _ticket!;

    public Instant Now { get; private set; }

    public LocalDate? Date { get; private set; }

    /// <summary>Whether the policies are others than at the beginning.</summary>
    public bool IsEdited { get; private set; }

    public IReadOnlyList<RecordedEvent> Stream => _stream;

    private void Play(ExampleText words)
    {
        Now = words.Moment() ?? Now;
        Date = words.Date;
        switch (words.Word())
        {
            case "look":
                break;
            case "wake":
                while (SlaTimekeeper.Due(State, Now, Policies) is [var come, ..])
                {
                    Happen([(come, Actor.System)]);
                }

                break;
            case "edit":
                _promise.Take(words);
                Edit(words);
                break;
            case "drop":
                _promise.Drop(words.Word());
                Edit(words);
                break;
            case "hours":
                _promise.Move(words.Word());
                Edit(words);
                break;
            case "remove":
                _promise.Remove();
                Edit(words);
                break;
            case "repair":
                Repair();
                break;
            case var word:
                var happened = ExampleEvents.Read(word, words, _ticket, Now).ToList();
                while (words.Takes("+"))
                {
                    happened.AddRange(ExampleEvents.Read(words.Word(), words, _ticket, Now));
                }

                Happen(happened);
                break;
        }

        Assert.True(words.IsAtEnd, $"Nobody knows '{(words.IsAtEnd ? "" : words.Word())}'.");
    }

    // An edit without a mode changes the policies only: tickets follow with their next event.
    private void Edit(ExampleText words)
    {
        (Policies, IsEdited) = (_promise.Set(), true);
        if (words.Choice<SlaEdit>() is { } mode)
        {
            Happen([(new TicketEvent.SlaReviewed(mode), TicketStory.Kim)]);
        }
    }

    private void Happen(IReadOnlyList<(TicketEvent Event, Actor By)> happened)
    {
        var (before, known, cause) = (_ticket, _stream.Count, $"step {_stream.Count}");
        Record(happened, cause);
        var values = new TicketFieldValues(before, Ticket, null, default, Now);
        var advance = SlaTimekeeper.Advance(State, before, Ticket, [.. _stream.Skip(known)], values, Policies);
        State = advance.State;
        Record(advance.News.Select(e => (e, Actor.System)), cause);
        Assert.False(State.NextWakeAt < Now, $"A timer of {State.NextWakeAt} is set at {Now}.");
    }

    private void Record(IEnumerable<(TicketEvent Event, Actor By)> happened, string cause)
    {
        foreach (var (what, by) in happened)
        {
            var recorded = new RecordedEvent(_stream.Count + 1, Now, by, cause, 0, what);
            _stream.Add(recorded);
            _ticket = _ticket is null ? Ticket.Replay(_stream) : _ticket.Evolve(recorded);
        }
    }

    // Measuring anew takes the engine, which is given the whole stream.
    private void Repair()
    {
        var configuration = HelpdeskConfiguration.Parse(_promise.Json()).Require();
        var outcome = Assert.IsType<Outcome.Changed>(new HelpdeskEngine(configuration).Execute(new Request
        {
            State = new TicketState(Ticket.Id, Ticket, State, SpamMemory.None, new ReplyPoint(Ticket.Channel, [])),
            Command = new TicketCommand.ReviewSla(SlaEdit.Forced),
            By = TicketStory.Kim,
            At = Now,
            CausationId = "repair",
            Around = Surroundings.None with { Stream = _stream },
        }));
        _stream.AddRange(outcome.Events);
        (_ticket, State, Policies, IsEdited) = (outcome.State.Ticket, outcome.State.Sla, configuration.Sla, false);
    }
}
