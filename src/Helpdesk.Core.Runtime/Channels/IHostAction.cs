using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// Something that the host does for rules and macros: a web hook, a booking, a message in a chat room. Named in the configuration by
/// <c>{ "do": "call", "action": … }</c>.
/// </summary>
public interface IHostAction
{
    /// <summary>The name; unique among the actions of a host.</summary>
    string Name { get; }

    /// <summary>
    /// Does it, at least once: after a crash or a failure again, under the same key. An exception is the world failing; the call stays
    /// claimed and comes again when the claim ends.
    /// </summary>
    /// <param name="key">Under which it takes effect once.</param>
    /// <param name="call">What to do. Commands that come of it are given with its depth.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<SendResult> RunAsync(MessageId key, HostCall call, CancellationToken cancellationToken = default);
}
