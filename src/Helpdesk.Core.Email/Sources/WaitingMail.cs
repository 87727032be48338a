using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sources;

/// <summary>A mail that waits in an inbox.</summary>
public sealed class WaitingMail
{
    private readonly Action _take;

    internal WaitingMail(Pickup pickup, Action take) => (Pickup, _take) = (pickup, take);

    /// <summary>What was read.</summary>
    public Pickup Pickup { get; }

    /// <summary>
    /// Takes it out of the inbox: it does not come again. To be called when it was stored; a crash in between brings it once more,
    /// which intake recognises.
    /// </summary>
    /// <exception cref="IOException">The inbox cannot be written; the mail comes again.</exception>
    public void Take() => _take();
}
